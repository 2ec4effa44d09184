"""Reading a new report and drafting records from it, for a person to check and put into words."""
