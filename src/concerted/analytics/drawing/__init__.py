"""Charts of comparisons as plain SVG: pure functions, class names, no style but in a picture that stands alone."""
