"""Pages of glyphs to pieces: lines, columns, running heads, tables, paragraphs. Geometry and style, no file format."""
