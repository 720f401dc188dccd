"""One tagger a module: each takes the parsed document and what earlier taggers found, and returns records."""
