module example.com/shop

go 1.22.0

toolchain go1.22.0

require (
	example.com/auth v1.4.0
	example.com/ledger v1.2.0
	example.com/report v0.3.0
)

require (
	example.com/codec v1.1.0 // indirect
	example.com/wire v2.0.0+incompatible // indirect
)

// The fork that fixed the leak of last spring.
replace example.com/metrics => example.com/metrics-fork v0.2.0
