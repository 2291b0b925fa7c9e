"""What programmes share: the case, its steps, needs, actions owned by agencies, questions and reviews."""
