module example.com/wire
