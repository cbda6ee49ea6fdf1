module example.com/report

go 1.21

require (
	example.com/codec v1.3.0
	example.com/wire v2.0.0+incompatible
)
