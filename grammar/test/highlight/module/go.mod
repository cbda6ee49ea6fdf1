// Deprecated: use v2.
// <- comment
module example.com/m // about
// <- keyword
//     ^ string.special.url
//                   ^ comment

go 1.21
// <- keyword
// ^ string

toolchain go1.21.3
// <- keyword
//        ^ string

godebug default=go1.21
// <- keyword
//      ^ constant

require golang.org/x/mod v0.17.0 // indirect
// <- keyword
//      ^ string.special.url
//                       ^ string
//                               ^ comment

require (
// <- keyword
//      ^ punctuation.bracket
	golang.org/x/net v0.17.0
	// <- string.special.url
	//               ^ string
	replace v1.0.0
	// <- string.special.url
	"golang.org/x/sys" `v0.1.0`
	// <- string.special.url
	//                  ^ string
)
// <- punctuation.bracket

exclude example.com/x v1.0.0
// <- keyword
//      ^ string.special.url
//                    ^ string

replace example.com/a v1.0.0 => ../a/
// <- keyword
//      ^ string.special.url
//                    ^ string
//                           ^ operator
//                              ^ string.special.path
//                                  ^ string.special.path

replace example.com/a => example.com/b v1.0.0
//                    ^ operator
//                       ^ string.special.url
//                                     ^ string

retract [v1.0.0, v1.1.0]
// <- keyword
//      ^ punctuation.bracket
//       ^ string
//             ^ punctuation.delimiter
//                     ^ punctuation.bracket

tool example.com/t/cmd/gen
// <- keyword
//   ^ string.special.url

ignore ./node_modules
// <- keyword
//     ^ string.special.path
