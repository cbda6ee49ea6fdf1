require (
// <- keyword
	example.com/a v1.0.0

replace example.com/a => ../a
// <- keyword
//                    ^ operator
//                       ^ string.special.path

go 1.21
// <- keyword
// ^ string
