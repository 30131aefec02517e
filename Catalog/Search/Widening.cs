using SocialConnect.Catalog.Search.Words;

namespace SocialConnect.Catalog.Search;

/// <summary>Lets what a question tells in everyday words stand for the words that tell it: initiatives that say it in other words are found too, for less.</summary>
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
            var factor = Math.Min(1, weight * notion.Strength);
            for (var i = 0; i < concepts.Count; i++)
            {
                if (question.Concepts[i].Alternatives.Any(alternative => notion.Stems.Contains(alternative.Stem)))
                {
                    concepts[i] = concepts[i] with { Alternatives = [.. concepts[i].Alternatives, new Alternative(notion.Notion.Mark, factor, true)] };
                }
            }
        }

        return question with
        {
            Concepts = concepts,
            Profile = question.IsNeed && options.NeedProfileWeight > 0 ? everyday.ProfileOf(FrenchAnalyzer.Analyze(question.Meaning)) : [],
        };
    }
}
