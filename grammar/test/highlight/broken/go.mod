require example.com/a
// <- keyword
//      ^ string.special.url

require example.com/a v1.0.0 what
//                    ^ string
//                           ^ string

replace example.com/a v1.0.0
//                    ^ string

module "example.com/m
// <- keyword
//     ^ string.special.url

go /* which? */ 1.21
// ^ comment.error
//              ^ string
