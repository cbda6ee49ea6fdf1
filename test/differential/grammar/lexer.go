package modfile

// Text is a token or comment with its offset in bytes.
type Text struct {
	Start int    `json:"start"`
	Text  string `json:"text"`
}

// Statement is a line, or a block if Lines is not null.
type Statement struct {
	Tokens []string   `json:"tokens"`
	Lines  [][]string `json:"lines"`
}

// Reading is what this package's lexer and parser make of a text.
type Reading struct {
	Tokens   []Text `json:"tokens"`
	Comments []Text `json:"comments"`
	// Refused is where the lexer stops, or -1.
	Refused int `json:"refused"`
	// Statements is null where the parser stops.
	Statements []Statement `json:"statements"`
	Error      string      `json:"error"`
	// Good is whether the text is right as a go.mod or go.work file.
	Good bool `json:"good"`
}

// Read runs the lexer to the end of the text, and then the parser.
func Read(data []byte) Reading {
	r := Reading{Tokens: []Text{}, Comments: []Text{}, Refused: -1}
	r.lex(newInput("go.mod", data))
	syntax, err := parse("go.mod", data)
	if err != nil {
		r.Error = err.Error()
		return r
	}
	_, modErr := Parse("go.mod", data, nil)
	_, workErr := ParseWork("go.work", data, nil)
	r.Good = modErr == nil || workErr == nil
	r.Statements = []Statement{}
	for _, s := range syntax.Stmt {
		switch s := s.(type) {
		case *Line:
			r.Statements = append(r.Statements, Statement{Tokens: s.Token})
		case *LineBlock:
			block := Statement{Tokens: s.Token, Lines: [][]string{}}
			for _, l := range s.Line {
				block.Lines = append(block.Lines, l.Token)
			}
			r.Statements = append(r.Statements, block)
		}
	}
	return r
}

func (r *Reading) lex(in *input) {
	defer func() {
		if e := recover(); e != nil {
			r.Refused = len(in.complete) - len(in.remaining)
		}
	}()
	for {
		in.readToken()
		switch tok := in.token; tok.kind {
		case _EOF:
			return
		case '\n':
		case _COMMENT, _EOLCOMMENT:
			r.Comments = append(r.Comments, Text{tok.pos.Byte, tok.text})
		default:
			r.Tokens = append(r.Tokens, Text{tok.pos.Byte, tok.text})
		}
	}
}
