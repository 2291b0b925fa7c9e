"""The pages of recorded crime by place: open to everybody, since it is published data."""
