"""Custom actions: thin doors from Rasa to the core, one per file, each named after its action."""
