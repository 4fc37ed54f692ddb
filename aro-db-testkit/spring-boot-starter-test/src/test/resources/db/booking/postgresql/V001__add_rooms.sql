CREATE TABLE rooms (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  label text GENERATED ALWAYS AS ('Room ' || name) STORED
);

INSERT INTO rooms (name) VALUES ('Blue');
