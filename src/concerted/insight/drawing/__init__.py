"""Charts drawn on the server as SVG with classes alone: no script, no inline style, a title that says the finding."""
