using System.Globalization;
using System.Text;

namespace SocialConnect.Catalog.Taxonomy.Exchange;

/// <summary>Reads Turtle as taxonomies use it: prefixes, base, lists of predicates and objects, texts with languages and types, blank nodes. Collections in parentheses are refused by line.</summary>
public sealed class TurtleReader
{
    // A hostile file must not exhaust the stack.
    private const int DeepestNesting = 40;

    private readonly string _text;
    private readonly Dictionary<string, string> _prefixes = [];
    private readonly List<RdfStatement> _statements = [];
    private string? _base;
    private int _at;
    private int _blanks;
    private int _depth;

    private TurtleReader(string text) => _text = text;

    /// <exception cref="UnreadableTaxonomyException">What was expected, and on which line.</exception>
    public static IReadOnlyList<RdfStatement> Read(string text)
    {
        var reader = new TurtleReader(text);
        while (reader.Skip())
        {
            reader.ReadTopLevel();
        }

        return reader._statements;
    }

    private void ReadTopLevel()
    {
        if (TryWord("@prefix") || TryWord("PREFIX"))
        {
            Skip();
            var colon = _text.IndexOf(':', _at);
            if (colon < 0)
            {
                throw Unreadable("un préfixe suivi de deux-points");
            }

            var prefix = _text[_at..colon].Trim();
            _at = colon + 1;
            Skip();
            _prefixes[prefix] = ReadAddress();
            TryDot();
        }
        else if (TryWord("@base") || TryWord("BASE"))
        {
            Skip();
            _base = ReadAddress();
            TryDot();
        }
        else
        {
            var subject = ReadResource();
            Skip();
            if (Peek() != '.')
            {
                ReadPredicates(subject);
            }

            Skip();
            Expect('.');
        }
    }

    private void ReadPredicates(string subject)
    {
        while (true)
        {
            Skip();
            if (Peek() is '.' or ']')
            {
                return;
            }

            var predicate = Peek() == 'a' && _at + 1 < _text.Length && char.IsWhiteSpace(_text[_at + 1]) ? ReadType() : ReadResource();
            do
            {
                Skip();
                _statements.Add(new RdfStatement(subject, predicate, ReadObject()));
                Skip();
            }
            while (Try(','));

            if (!Try(';'))
            {
                return;
            }
        }
    }

    private string ReadType()
    {
        _at++;
        return Rdf.Type;
    }

    private RdfTerm ReadObject()
    {
        var sign = Peek();
        if (sign is '"' or '\'')
        {
            return ReadText(sign);
        }

        if (sign == '(')
        {
            throw Unreadable("une adresse ou un texte (les listes entre parenthèses ne sont pas lues)");
        }

        if (char.IsAsciiDigit(sign) || sign is '+' or '-')
        {
            return RdfTerm.Text(ReadWhile(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' || (c == '.' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1]))));
        }

        foreach (var word in new[] { "true", "false" })
        {
            if (TryWord(word))
            {
                return RdfTerm.Text(word);
            }
        }

        return RdfTerm.Iri(ReadResource());
    }

    private string ReadResource()
    {
        switch (Peek())
        {
            case '<':
                return ReadAddress();
            case '[':
                _at++;
                if (++_depth > DeepestNesting)
                {
                    throw Unreadable("moins de crochets les uns dans les autres");
                }

                var blank = $"_:b{_blanks++}";
                ReadPredicates(blank);
                Skip();
                Expect(']');
                _depth--;
                return blank;
            case '_' when _at + 1 < _text.Length && _text[_at + 1] == ':':
                _at += 2;
                return "_:" + ReadLocal();
            default:
                var prefix = ReadWhile(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.');
                if (Peek() != ':')
                {
                    throw Unreadable("une adresse entre chevrons ou un nom avec préfixe");
                }

                _at++;
                return _prefixes.TryGetValue(prefix, out var address)
                    ? address + ReadLocal()
                    : throw Unreadable($"une déclaration du préfixe «\u202f{prefix}\u202f» avant son emploi");
        }
    }

    private string ReadLocal()
    {
        var name = new StringBuilder();
        while (_at < _text.Length)
        {
            var sign = _text[_at];
            if (sign == '\\' && _at + 1 < _text.Length)
            {
                name.Append(_text[_at + 1]);
                _at += 2;
            }
            else if (char.IsLetterOrDigit(sign) || sign is '-' or '_' or ':' or '%' || (sign == '.' && _at + 1 < _text.Length && (char.IsLetterOrDigit(_text[_at + 1]) || _text[_at + 1] is '-' or '_')))
            {
                name.Append(sign);
                _at++;
            }
            else
            {
                break;
            }
        }

        return name.ToString();
    }

    private string ReadAddress()
    {
        Expect('<');
        var end = _text.IndexOf('>', _at);
        if (end < 0)
        {
            throw Unreadable("«\u202f>\u202f» à la fin de l’adresse");
        }

        var address = Unescape(_text[_at..end]);
        _at = end + 1;
        return _base is not null && Uri.TryCreate(new Uri(_base), address, out var whole) ? whole.AbsoluteUri : address;
    }

    private RdfTerm ReadText(char quote)
    {
        var isLong = string.CompareOrdinal(_text, _at, new string(quote, 3), 0, 3) == 0;
        var close = isLong ? new string(quote, 3) : quote.ToString();
        var start = _at + close.Length;
        var end = start;
        while (true)
        {
            if (end >= _text.Length || (!isLong && _text[end] is '\n' or '\r'))
            {
                throw Unreadable("un guillemet à la fin du texte");
            }

            if (_text[end] == '\\')
            {
                end += 2;
            }
            else if (string.CompareOrdinal(_text, end, close, 0, close.Length) == 0)
            {
                break;
            }
            else
            {
                end++;
            }
        }

        var text = Unescape(_text[start..end]);
        _at = end + close.Length;
        if (Try('@'))
        {
            return RdfTerm.Text(text, ReadWhile(c => char.IsAsciiLetterOrDigit(c) || c == '-').ToLowerInvariant());
        }

        if (string.CompareOrdinal(_text, _at, "^^", 0, 2) == 0)
        {
            _at += 2;
            ReadResource();
        }

        return RdfTerm.Text(text);
    }

    private string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 >= text.Length)
            {
                plain.Append(text[i]);
                continue;
            }

            var sign = text[++i];
            var digits = sign switch { 'u' => 4, 'U' => 8, _ => 0 };
            if (digits > 0)
            {
                if (i + digits >= text.Length || !int.TryParse(text.AsSpan(i + 1, digits), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code) || code is > 0x10FFFF or (>= 0xD800 and <= 0xDFFF))
                {
                    throw Unreadable($"{digits} chiffres hexadécimaux après «\u202f\\{sign}\u202f»");
                }

                plain.Append(char.ConvertFromUtf32(code));
                i += digits;
                continue;
            }

            plain.Append(sign switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', _ => sign });
        }

        return plain.ToString();
    }

    private bool Skip()
    {
        while (_at < _text.Length)
        {
            if (char.IsWhiteSpace(_text[_at]))
            {
                _at++;
            }
            else if (_text[_at] == '#')
            {
                var end = _text.IndexOf('\n', _at);
                _at = end < 0 ? _text.Length : end;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private bool Try(char sign)
    {
        if (Peek() != sign)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void TryDot()
    {
        Skip();
        Try('.');
    }

    private bool TryWord(string word)
    {
        var end = _at + word.Length;
        if (string.Compare(_text, _at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) != 0 || (end < _text.Length && (char.IsLetterOrDigit(_text[end]) || _text[end] is ':' or '_' or '-')))
        {
            return false;
        }

        _at = end;
        return true;
    }

    private void Expect(char sign)
    {
        if (!Try(sign))
        {
            throw Unreadable($"«\u202f{sign}\u202f»");
        }
    }

    private string ReadWhile(Func<char, bool> isPart)
    {
        var start = _at;
        while (_at < _text.Length && isPart(_text[_at]))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private UnreadableTaxonomyException Unreadable(string expected) =>
        new($"Ici, il faudrait {expected}.", _text.AsSpan(0, Math.Min(_at, _text.Length)).Count('\n') + 1);
}
