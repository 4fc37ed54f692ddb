CREATE INDEX idx_customer_email ON customers (email);
