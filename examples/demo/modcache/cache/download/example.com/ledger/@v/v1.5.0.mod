module example.com/ledger

go 1.21

require example.com/codec v1.2.0
