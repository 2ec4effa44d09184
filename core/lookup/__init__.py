"""Finding the records that answer a question, and who is responsible."""
