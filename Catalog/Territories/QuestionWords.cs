using System.Buffers;
using System.Globalization;

namespace SocialConnect.Catalog.Territories;

/// <summary>A question as folded words that remember how they were written.</summary>
internal sealed class QuestionWords
{
    private static readonly SearchValues<char> AfterTitle = SearchValues.Create(",:(");
    private static readonly SearchValues<char> BeforeSentence = SearchValues.Create(".?!…\n\r«\"“");

    private readonly PlaceWord[] _words;
    private readonly string _question;
    private readonly bool _shouts;

    public QuestionWords(string question)
    {
        _question = question;
        _words = [.. PlaceName.Words(question)];
        var letters = question.Where(char.IsLetter).ToList();
        _shouts = letters.Count > 3 && letters.Count(char.IsUpper) > letters.Count * 0.7;
    }

    public int Count => _words.Length;

    public string this[int index] => _words[index].Folded;

    public int Start(int index) => _words[index].Start;

    public int End(int index) => _words[index].End;

    /// <returns>The folded word; null outside the question.</returns>
    public string? Text(int index) => index >= 0 && index < _words.Length ? _words[index].Folded : null;

    public double? Number(int index) =>
        Text(index) is { } word && word.All(char.IsAsciiDigit) && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public string Written(int index) => _question[_words[index].Start.._words[index].End];

    /// <summary>What stands between this word and the next one, or after the last.</summary>
    public string Gap(int index) => index < 0 ? _question[.._words[0].Start] : _question[_words[index].End..(index + 1 < _words.Length ? _words[index + 1].Start : _question.Length)];

    /// <summary>Whether two neighbouring words belong to one phrase: nothing but space, hyphen or apostrophe between them.</summary>
    public bool Joined(int index, int next) =>
        index >= 0 && next < _words.Length && Gap(index).All(sign => char.IsWhiteSpace(sign) || sign is '-' or '’' or '\'' or '‐' or '‑' or '–' or '/' or 'ʼ');

    /// <summary>The folded words from one index to before another, with one space between; null when a sign parts them.</summary>
    public string? Phrase(int first, int end)
    {
        for (var i = first; i < end - 1; i++)
        {
            if (!Joined(i, i + 1))
            {
                return null;
            }
        }

        return string.Join(' ', _words.Skip(first).Take(end - first).Select(word => word.Folded));
    }

    /// <summary>Whether the word was given its capital on purpose: not because it begins a sentence, nor because everything is in capitals.</summary>
    public bool IsCapital(int index)
    {
        if (_shouts || !char.IsUpper(_question[_words[index].Start]))
        {
            return false;
        }

        // A name alone, or followed by a sign, was written as a name: "Rennes : jardins partagés".
        return !BeginsSentence(index) || Count <= 3 || Gap(index).AsSpan().IndexOfAny(AfterTitle) >= 0;
    }

    /// <summary>Accents that were typed must be the name's: "maçon" is not Mâcon. Those left out are forgiven.</summary>
    public bool AccentsAgree(int index, string name)
    {
        var written = Written(index).ToLowerInvariant();
        var own = name.ToLowerInvariant();
        if (written.Length != own.Length)
        {
            return true;
        }

        for (var i = 0; i < written.Length; i++)
        {
            if (written[i] != own[i] && written[i] > 127 && (own[i] <= 127 || (written[i] == 'ç') != (own[i] == 'ç')))
            {
                return false;
            }
        }

        return true;
    }

    private bool BeginsSentence(int index) => index == 0 || Gap(index - 1).AsSpan().IndexOfAny(BeforeSentence) >= 0;
}
