"""Districts and recorded crime by place: open data, nobody in it."""
