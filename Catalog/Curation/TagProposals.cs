using System.Text.RegularExpressions;
using Npgsql;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.Taxonomy;

namespace SocialConnect.Catalog.Curation;

/// <summary>Says what tags probably mean, and why.</summary>
public sealed partial class TagProposals(NpgsqlDataSource database, TaxonomyStore taxonomy)
{
    private const double FromLabel = 0.97;
    private const double FromSynonym = 0.92;
    private const double FromPart = 0.8;
    private const double FromContained = 0.55;

    // Below this, spelling says little: « transport » and « transparence » are at 0.3.
    private const double SimilarFrom = 0.5;

    private const double ShownFrom = 0.15;

    /// <summary>Proposals for each tag, the most probable first; at most six.</summary>
    public async Task<IReadOnlyDictionary<TagName, IReadOnlyList<TagProposal>>> ForAsync(IReadOnlyList<TagName> tags, CancellationToken cancellationToken)
    {
        var scheme = await taxonomy.ReadActiveAsync(cancellationToken);
        var learnt = await LearntAsync(tags, cancellationToken);
        return tags.Distinct().ToDictionary(tag => tag, tag => Propose(scheme, tag, learnt[tag]));
    }

    /// <summary>What the words of the tag alone say.</summary>
    public static IEnumerable<(Category Category, TagReason Reason)> FromWords(Scheme scheme, string tag)
    {
        var whole = scheme.Matching(tag);
        if (whole.Count > 0)
        {
            return whole.Select(match => (match.Category, match.IsLabel
                ? new TagReason(TagWitness.Label, match.Text, FromLabel)
                : new TagReason(TagWitness.Synonym, match.Text, FromSynonym)));
        }

        var parts = Separators().Split(tag).Where(part => part.Length > 2).ToList();
        var fromParts = parts.Count < 2 ? [] : parts
            .SelectMany(scheme.Matching)
            .Select(match => (match.Category, new TagReason(TagWitness.Part, match.Text, FromPart)))
            .ToList();
        return fromParts.Count > 0 ? fromParts : Contained(scheme, tag);
    }

    // Runs of the tag's words, the longest first; a run inside one that matched says nothing more.
    private static IEnumerable<(Category Category, TagReason Reason)> Contained(Scheme scheme, string tag)
    {
        var words = LabelKey.Plain(tag).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var taken = new bool[words.Length];
        for (var length = Math.Min(words.Length - 1, 6); length > 0; length--)
        {
            for (var start = 0; start + length <= words.Length; start++)
            {
                var run = words.AsSpan(start, length);
                if (taken.AsSpan(start, length).Contains(true) || (length == 1 && run[0].Length < 4))
                {
                    continue;
                }

                var matches = scheme.Matching(string.Join(' ', run!));
                if (matches.Count == 0)
                {
                    continue;
                }

                taken.AsSpan(start, length).Fill(true);
                var share = (double)length / words.Length;
                foreach (var match in matches)
                {
                    yield return (match.Category, new TagReason(TagWitness.Contained, match.Text, FromContained * (0.5 + (share / 2))));
                }
            }
        }
    }

    private static IReadOnlyList<TagProposal> Propose(Scheme scheme, TagName tag, IEnumerable<(long Category, TagReason Reason)> learnt)
    {
        var reasons = FromWords(scheme, tag.Tag)
            .Concat(learnt.Select(pair => (Category: scheme.Find(pair.Category)!, pair.Reason)).Where(pair => pair.Category is not null))
            .Select(pair => (Category: scheme.InUse(pair.Category), pair.Reason))
            .Where(pair => pair.Category is not null)
            .GroupBy(pair => pair.Category!, pair => pair.Reason);
        var proposals = reasons
            .Select(group => new TagProposal(
                group.Key,
                Together(group.GroupBy(reason => reason.Witness, (_, same) => same.Max(reason => reason.Probability))),
                [.. group.OrderByDescending(reason => reason.Probability).Take(3)]))
            .Where(proposal => proposal.Probability >= ShownFrom)
            .ToList();
        // A theme that is proposed no more strongly than its sub-theme goes without saying.
        return [.. proposals
            .Where(proposal => !proposals.Exists(other => other.Category.ParentId == proposal.Category.Id && other.Probability >= proposal.Probability))
            .OrderByDescending(proposal => proposal.Probability)
            .ThenByDescending(proposal => proposal.Category.Level)
            .ThenBy(proposal => proposal.Category.Id)
            .Take(6)];
    }

    // As if each witness erred on its own (noisy or), never quite certain.
    private static double Together(IEnumerable<double> probabilities) =>
        Math.Min(0.99, 1 - probabilities.Aggregate(1.0, (doubt, probability) => doubt * (1 - probability)));

    private async Task<ILookup<TagName, (long Category, TagReason Reason)>> LearntAsync(IReadOnlyList<TagName> tags, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            with asked as (select distinct partner_id, tag, plain(tag) as plain from unnest(@partners, @tags) as a(partner_id, tag)),
            -- What curators made of the same tag at other partners: with one vote each, and one imaginary vote against.
            same as (
                select a.partner_id, a.tag, m.category_id, count(distinct t.partner_id)::int as votes,
                       (select count(*) from partner_tag o where plain(o.tag) = a.plain and o.state in ('mapped', 'ignored') and o.partner_id <> a.partner_id) as cast_votes
                  from asked a
                  join partner_tag t on plain(t.tag) = a.plain and t.partner_id <> a.partner_id and t.state = 'mapped'
                  join partner_tag_category m on m.partner_id = t.partner_id and m.tag = t.tag
                 group by a.partner_id, a.tag, a.plain, m.category_id),
            alike as (
                select distinct on (a.partner_id, a.tag, m.category_id) a.partner_id, a.tag, m.category_id, t.tag as other,
                       similarity(plain(t.tag), a.plain) * (case when t.partner_id = a.partner_id then 0.8 else 0.65 end) as probability
                  from asked a
                  join partner_tag t on plain(t.tag) % a.plain and plain(t.tag) <> a.plain and t.state = 'mapped' and similarity(plain(t.tag), a.plain) >= @similar_from
                  join partner_tag_category m on m.partner_id = t.partner_id and m.tag = t.tag
                 order by a.partner_id, a.tag, m.category_id, probability desc),
            bearers as (
                select a.partner_id, a.tag, i.id
                  from asked a
                  join initiative_tag t on t.tag = a.tag
                  join initiative i on i.id = t.initiative_id and i.partner_id = a.partner_id
                 where exists (select from decision d where d.initiative_id = i.id and d.undone_at is null)),
            confirmed as (
                select b.partner_id, b.tag, d.category_id, count(distinct b.id)::int as yes,
                       (select count(*) from bearers o where o.partner_id = b.partner_id and o.tag = b.tag) as asked
                  from bearers b
                  join decision d on d.initiative_id = b.id and d.verdict = 'accepted' and d.undone_at is null
                 group by b.partner_id, b.tag, d.category_id)
            select partner_id, tag, category_id, 'SameTag', tag, votes::float8 / (cast_votes + 1), votes from same
            union all
            select partner_id, tag, category_id, 'SimilarTag', other, probability, 1 from alike
            union all
            select partner_id, tag, category_id, 'Confirmed', '', yes::float8 / (asked + 2), yes from confirmed
            """);
        command.Parameters.AddWithValue("partners", tags.Select(tag => tag.PartnerId).ToArray());
        command.Parameters.AddWithValue("tags", tags.Select(tag => tag.Tag).ToArray());
        command.Parameters.AddWithValue("similar_from", (float)SimilarFrom);
        var rows = await command.ReadAllAsync(
            row => (Tag: new TagName(row.GetInt64(0), row.GetString(1)),
                    Category: row.GetInt64(2),
                    Reason: new TagReason(Enum.Parse<TagWitness>(row.GetString(3)), row.GetString(4), row.GetDouble(5), row.GetInt32(6))),
            cancellationToken);
        return rows.ToLookup(row => row.Tag, row => (row.Category, row.Reason));
    }

    [GeneratedRegex(@"\s*[/,;:&+|·•()]\s*|\s+[-–—]\s+|\s+(?:et|ou)\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Separators();
}
