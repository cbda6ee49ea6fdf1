module example.com/auth

go 1.21

require (
	example.com/ledger v1.5.0
	example.com/wire v1.9.0
)
