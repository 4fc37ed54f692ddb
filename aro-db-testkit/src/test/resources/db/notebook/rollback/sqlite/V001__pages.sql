-- Drops the pages.
-- Loses: every page.
DROP TABLE notebook_pages;
