print("fleepd")
