DROP INDEX idx_customer_email;
