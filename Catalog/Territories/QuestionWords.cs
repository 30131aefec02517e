using System.Buffers;
using System.Globalization;

namespace SocialConnect.Catalog.Territories;

/// <summary>A question as folded words that remember how they were written.</summary>
internal sealed class QuestionWords
{
    private static readonly SearchValues<char> AfterTitle = SearchValues.Create(",:(");
    private static readonly SearchValues<char> BeforeSentence = SearchValues.Create(".?!…\n\r«\"“");

    private readonly PlaceWord[] words;
    private readonly string question;
    private readonly bool shouts;

    public QuestionWords(string question)
    {
        this.question = question;
        words = [.. PlaceName.Words(question)];
        var letters = question.Where(char.IsLetter).ToList();
        shouts = letters.Count > 3 && letters.Count(char.IsUpper) > letters.Count * 0.7;
    }

    public int Count => words.Length;

    public string this[int index] => words[index].Folded;

    public int Start(int index) => words[index].Start;

    public int End(int index) => words[index].End;

    /// <returns>The folded word; null outside the question.</returns>
    public string? Text(int index) => index >= 0 && index < words.Length ? words[index].Folded : null;

    public double? Number(int index) =>
        Text(index) is { } word && word.All(char.IsAsciiDigit) && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public string Written(int index) => question[words[index].Start..words[index].End];

    /// <summary>What stands between this word and the next one, or after the last.</summary>
    public string Gap(int index) => index < 0 ? question[..words[0].Start] : question[words[index].End..(index + 1 < words.Length ? words[index + 1].Start : question.Length)];

    /// <summary>Whether two neighbouring words belong to one phrase: nothing but space, hyphen or apostrophe between them.</summary>
    public bool Joined(int index, int next) =>
        index >= 0 && next < words.Length && Gap(index).All(sign => char.IsWhiteSpace(sign) || sign is '-' or '’' or '\'' or '‐' or '‑' or '–' or '/' or 'ʼ');

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

        return string.Join(' ', words.Skip(first).Take(end - first).Select(word => word.Folded));
    }

    /// <summary>Whether the word was given its capital on purpose: not because it begins a sentence, nor because everything is in capitals.</summary>
    public bool IsCapital(int index)
    {
        if (shouts || !char.IsUpper(question[words[index].Start]))
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
