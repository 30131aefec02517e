using System.Security.Cryptography;
using System.Text;

namespace SocialConnect.Catalog.Search.Words;

/// <summary>
/// The bridge between the words in which people tell a need and those in which initiatives present themselves. Texts are marked with the notions whose
/// terms they hold; a question is read for the notions that it tells of.
/// </summary>
public sealed class EverydayWords
{
    private static readonly Lazy<EverydayWords> TheShipped = new(LoadShipped);

    private readonly StemSequences _terms = new();
    private readonly NotionIndex _index;
    private readonly NotionSpace _space;

    /// <exception cref="UnusableWordsException">Two notions bear the same name.</exception>
    public EverydayWords(IReadOnlyList<Notion> notions)
    {
        if (notions.GroupBy(notion => notion.Id, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new UnusableWordsException($"Two notions are called '{twice.Key}': give one of them another id.");
        }

        Notions = notions;
        for (var number = 0; number < notions.Count; number++)
        {
            foreach (var term in notions[number].Terms)
            {
                _terms.Add(term, number);
            }
        }

        _index = new NotionIndex(notions);
        _space = new NotionSpace(notions.Select(notion => notion.FullText));
        var marking = string.Join('\n', notions.Select(notion => $"{notion.Id}\t{string.Join('\t', notion.Terms)}\t{notion.FullText}"));
        Digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(marking)))[..8];
    }

    public static EverydayWords None { get; } = new([]);

    /// <summary>The files that come with this version of the product.</summary>
    public static EverydayWords Shipped => TheShipped.Value;

    public IReadOnlyList<Notion> Notions { get; }

    /// <summary>Changes when texts are marked otherwise.</summary>
    internal string Digest { get; }

    /// <summary>The notions whose terms the text has: their marks, each with the word at which a term begins.</summary>
    internal List<(string Mark, Token Start)> MarksOf(List<Token> text)
    {
        var marks = new List<(string, Token)>();
        _terms.Find(text, (number, start) => marks.Add((Notions[number].Mark, start)));
        return marks;
    }

    /// <summary>What the question tells of, strongest first.</summary>
    public IReadOnlyList<NotionFound> Read(string question) => _index.Read(FrenchAnalyzer.Analyze(question));

    /// <summary>The marks of the notions that describe a text best, each with its weight, on a vector of length 1.</summary>
    internal IReadOnlyList<(string Mark, float Weight)> ProfileOf(List<Token> text) =>
        [.. _space.ProfileOf(text).Select(near => (Notions[near.Notion].ProfileMark, near.Weight))];

    private static EverydayWords LoadShipped()
    {
        var assembly = typeof(EverydayWords).Assembly;
        var notions = new List<Notion>();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.Contains(".Search.Words.", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            notions.AddRange(NotionFile.Read(name, reader.ReadToEnd()));
        }

        return new EverydayWords(notions);
    }
}
