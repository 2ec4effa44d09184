"""What the assistant knows: content files, their schema, the database, and reading from it."""
