"""What a message is about: danger, place, year, kind of request."""
