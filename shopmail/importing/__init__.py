"""How people come in: a file becomes rows, its columns become fields, each row gets a verdict."""
