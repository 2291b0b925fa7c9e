"""What happened to a person, told line by line from the events of the records that a post may see."""
