using SocialConnect.Catalog.Search.Words;

namespace SocialConnect.Catalog.Search;

/// <summary>
/// Lets what a question tells in everyday words, or in the taxonomy's, stand for the words that tell it: initiatives that say it in other words or are filed under it
/// are found too, for less.
/// </summary>
internal static class Widening
{
    public static AskedQuestion Widen(AskedQuestion question, EverydayWords everyday, SearchOptions options)
    {
        var weight = question.IsNeed ? options.NeedWideningWeight : options.WideningWeight;
        if (question.Concepts.Count == 0)
        {
            return question;
        }

        var concepts = question.Concepts.ToList();
        foreach (var notion in weight > 0 ? everyday.Read(question.Meaning) : [])
        {
            Add(notion.Stems, notion.Notion.Mark, notion.Strength * weight);
        }

        // Members of a category are many, and are about it in very different ways: for a need that is told, too, they count half.
        foreach (var category in question.Categories)
        {
            Add(category.Stems, category.Mark, category.Strength * options.WideningWeight);
        }

        return question with
        {
            Concepts = concepts,
            Profile = question.IsNeed && options.NeedProfileWeight > 0 ? everyday.ProfileOf(FrenchAnalyzer.Analyze(question.Meaning)) : [],
        };

        void Add(IReadOnlySet<string> stems, string mark, double factor)
        {
            for (var i = 0; i < concepts.Count; i++)
            {
                if (question.Concepts[i].Alternatives.Any(alternative => stems.Contains(alternative.Stem)))
                {
                    concepts[i] = concepts[i] with { Alternatives = [.. concepts[i].Alternatives, new Alternative(mark, Math.Min(1, factor), true)] };
                }
            }
        }
    }
}
