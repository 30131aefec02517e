using System.Text.RegularExpressions;

namespace SocialConnect.Catalog.Taxonomy.Editing;

/// <summary>What keeps an edit from being made, found before anything is written.</summary>
internal static partial class EditRules
{
    /// <returns>Null when the edit can be made.</returns>
    public static EditOutcome? Check(Scheme scheme, TaxonomyEdit edit) => edit switch
    {
        TaxonomyEdit.Add add => CheckAdd(scheme, add),
        TaxonomyEdit.Reword reword => With(scheme, reword.CategoryId, category => CheckWords(scheme, category.Facet, [category.Id], reword.Words)),
        TaxonomyEdit.Move move => With(scheme, move.CategoryId, category => CheckMove(scheme, category, move)),
        TaxonomyEdit.Merge merge => With(scheme, merge.CategoryId, category => With(scheme, merge.IntoId, into => CheckMerge(scheme, category, into))),
        TaxonomyEdit.Split split => With(scheme, split.CategoryId, category => CheckSplit(scheme, category, split)),
        TaxonomyEdit.Deprecate deprecate => With(scheme, deprecate.CategoryId, category => CheckDeprecate(scheme, category, deprecate)),
        _ => throw new ArgumentOutOfRangeException(nameof(edit)),
    };

    private static EditOutcome? CheckAdd(Scheme scheme, TaxonomyEdit.Add add)
    {
        if (scheme.FindFacet(add.Facet) is null)
        {
            return EditOutcome.Refused(TaxonomyProblem.UnknownFacet, add.Facet);
        }

        if (add.ParentId is { } parent)
        {
            if (scheme.Find(parent) is not { IsDeprecated: false } theme || theme.Facet != add.Facet)
            {
                return EditOutcome.Refused(TaxonomyProblem.UnknownCategory);
            }

            if (theme.Level > 1)
            {
                return EditOutcome.Refused(TaxonomyProblem.TooDeep, theme.Label);
            }
        }

        return CheckNotation(scheme, add.Facet, add.ParentId is null ? 1 : 2, add.Notation) ?? CheckWords(scheme, add.Facet, Family(add.ParentId), add.Words);
    }

    private static EditOutcome? CheckMove(Scheme scheme, Category category, TaxonomyEdit.Move move)
    {
        if (move.ParentId is null)
        {
            return category.Level == 1 ? null : CheckNotation(scheme, category.Facet, 1, category.Notation);
        }

        if (scheme.Find(move.ParentId.Value) is not { IsDeprecated: false } parent || parent.Facet != category.Facet || parent.Id == category.Id)
        {
            return EditOutcome.Refused(TaxonomyProblem.BadTarget);
        }

        if (parent.Level > 1 || scheme.Categories.Any(child => child.ParentId == category.Id))
        {
            return EditOutcome.Refused(TaxonomyProblem.TooDeep, category.Label);
        }

        return category.Level == 2 ? null : CheckNotation(scheme, category.Facet, 2, category.Notation);
    }

    private static EditOutcome? CheckMerge(Scheme scheme, Category category, Category into)
    {
        if (category.Id == into.Id || category.Facet != into.Facet || into.ParentId == category.Id)
        {
            return EditOutcome.Refused(TaxonomyProblem.BadTarget, into.Label);
        }

        return into.Level > 1 && scheme.Categories.Any(child => child.ParentId == category.Id) ? EditOutcome.Refused(TaxonomyProblem.TooDeep, into.Label) : null;
    }

    private static EditOutcome? CheckSplit(Scheme scheme, Category category, TaxonomyEdit.Split split)
    {
        if (split.Parts.Count < 2 || split.HeirPlace < 0 || split.HeirPlace >= split.Parts.Count)
        {
            return EditOutcome.Refused(TaxonomyProblem.TooFewParts);
        }

        if (scheme.Children(category).Any())
        {
            return EditOutcome.Refused(TaxonomyProblem.HasChildren, category.Label);
        }

        if (split.Parts.GroupBy(part => part.Notation).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            return EditOutcome.Refused(TaxonomyProblem.NotationTaken, twice.Key);
        }

        var words = split.Parts.SelectMany(part => part.Synonyms.Append(part.Label).Select(LabelKey.Of).Distinct()).GroupBy(key => key).FirstOrDefault(same => same.Count() > 1);
        if (words is not null)
        {
            return EditOutcome.Refused(TaxonomyProblem.WordTaken, split.Parts.SelectMany(part => part.Synonyms.Append(part.Label)).First(word => LabelKey.Of(word) == words.Key));
        }

        return split.Parts
            .Select(part => CheckNotation(scheme, category.Facet, category.Level, part.Notation)
                ?? CheckWords(scheme, category.Facet, [category.Id, .. Family(category.ParentId)], new CategoryWords(part.Label, part.EnglishLabel, null, null, part.Synonyms, [])))
            .FirstOrDefault(problem => problem is not null);
    }

    private static EditOutcome? CheckDeprecate(Scheme scheme, Category category, TaxonomyEdit.Deprecate deprecate)
    {
        if (scheme.Children(category).Any())
        {
            return EditOutcome.Refused(TaxonomyProblem.HasChildren, category.Label);
        }

        return deprecate.ReplacementId is { } replacement && (scheme.Find(replacement) is not { IsDeprecated: false } other || other.Facet != category.Facet || other.Id == category.Id)
            ? EditOutcome.Refused(TaxonomyProblem.BadTarget)
            : null;
    }

    private static EditOutcome? CheckNotation(Scheme scheme, string facet, int level, string notation)
    {
        if (!Notation().IsMatch(notation))
        {
            return EditOutcome.Refused(TaxonomyProblem.BadNotation, notation);
        }

        return scheme.Categories.Any(other => other.Facet == facet && other.Level == level && other.Notation == notation)
            ? EditOutcome.Refused(TaxonomyProblem.NotationTaken, notation)
            : null;
    }

    /// <param name="family">Categories whose words it may share: itself, or its theme, since a theme and its only sub-theme have one label.</param>
    private static EditOutcome? CheckWords(Scheme scheme, string facet, IReadOnlyList<long> family, CategoryWords words)
    {
        if (string.IsNullOrWhiteSpace(words.Label))
        {
            return EditOutcome.Refused(TaxonomyProblem.NoLabel);
        }

        foreach (var word in words.Synonyms.Prepend(words.Label))
        {
            var taken = scheme.Matching(word).Any(match =>
                match.Category.Facet == facet && !family.Contains(match.Category.Id) && !family.Contains(match.Category.ParentId ?? 0)
                && !family.Any(member => scheme.Find(member)?.ParentId == match.Category.Id));
            if (taken)
            {
                return EditOutcome.Refused(TaxonomyProblem.WordTaken, word);
            }
        }

        return null;
    }

    private static EditOutcome? With(Scheme scheme, long id, Func<Category, EditOutcome?> check) =>
        scheme.Find(id) is { IsDeprecated: false } category ? check(category) : EditOutcome.Refused(TaxonomyProblem.UnknownCategory);

    private static long[] Family(long? parent) => parent is { } id ? [id] : [];

    [GeneratedRegex("^[A-Z0-9][A-Z0-9-]{1,29}$")]
    private static partial Regex Notation();
}
