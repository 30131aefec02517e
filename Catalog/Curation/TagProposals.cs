using System.Text.RegularExpressions;
using Npgsql;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.Taxonomy;

namespace SocialConnect.Catalog.Curation;

/// <summary>Says what tags probably mean, and why.</summary>
/// <param name="known">How far the witnesses are believed as long as curators have decided too little to learn from.</param>
public sealed partial class TagProposals(NpgsqlDataSource database, TaxonomyStore taxonomy, TagOdds known)
{
    // Below this, spelling says little: « transport » and « transparence » are at 0.3.
    private const double SimilarFrom = 0.5;

    private const double ShownFrom = 0.15;

    // Fewer say more about one curator's last hour than about the witnesses; more would take longer without moving a dozen weights.
    private const int LearnFrom = 100;
    private const int LearnAtMost = 500;

    private Learned? _learned;

    public TagProposals(NpgsqlDataSource database, TaxonomyStore taxonomy)
        : this(database, taxonomy, TagOdds.Known)
    {
    }

    /// <summary>Proposals for each tag, the most probable first; at most six.</summary>
    public async Task<IReadOnlyDictionary<TagName, IReadOnlyList<TagProposal>>> ForAsync(IReadOnlyList<TagName> tags, CancellationToken cancellationToken)
    {
        var scheme = await taxonomy.ReadActiveAsync(cancellationToken);
        var odds = await OddsAsync(scheme, cancellationToken);
        var candidates = await CandidatesAsync(scheme, tags, cancellationToken);
        return tags.Distinct().ToDictionary(tag => tag, tag => Propose(odds, candidates[tag]));
    }

    /// <summary>How far each witness is believed in this catalogue today.</summary>
    public async Task<TagOdds> OddsAsync(Scheme scheme, CancellationToken cancellationToken)
    {
        var decided = await CountDecidedAsync(cancellationToken);
        // Learned again when decisions have grown or shrunk by a tenth, or when the taxonomy has changed.
        if (_learned is { } learned && learned.SchemeId == scheme.Id && learned.Edition == scheme.Edition && Math.Abs(decided - learned.Decided) <= learned.Decided / 10)
        {
            return learned.Odds;
        }

        var odds = decided < LearnFrom ? known : known.Learn(await ReadDecidedAsync(scheme, cancellationToken));
        _learned = new Learned(scheme.Id, scheme.Edition, decided, odds);
        return odds;
    }

    /// <summary>What the words of the tag alone say.</summary>
    public static IEnumerable<(Category Category, TagReason Reason)> FromWords(Scheme scheme, string tag)
    {
        var whole = scheme.Matching(tag);
        if (whole.Count > 0)
        {
            return whole.Select(match => (match.Category, new TagReason(match.IsLabel ? TagWitness.Label : TagWitness.Synonym, match.Text, 1)));
        }

        var parts = Separators().Split(tag).Where(part => part.Length > 2).ToList();
        var fromParts = parts.Count < 2 ? [] : parts
            .SelectMany(scheme.Matching)
            .Select(match => (match.Category, new TagReason(TagWitness.Part, match.Text, 1)))
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
                    yield return (match.Category, new TagReason(TagWitness.Contained, match.Text, share));
                }
            }
        }
    }

    private static IReadOnlyList<TagProposal> Propose(TagOdds odds, IEnumerable<Candidate> candidates)
    {
        var proposals = candidates
            .Select(candidate => new TagProposal(candidate.Category, odds.Probability(candidate.Evidence), [.. candidate.Reasons.OrderBy(reason => reason.Witness).ThenByDescending(reason => reason.Strength).Take(3)]))
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

    private async Task<ILookup<TagName, Candidate>> CandidatesAsync(Scheme scheme, IReadOnlyList<TagName> tags, CancellationToken cancellationToken)
    {
        var learnt = await LearntAsync(tags, cancellationToken);
        return tags.Distinct().SelectMany(tag => Candidates(scheme, tag.Tag, learnt[tag]).Select(candidate => (tag, candidate))).ToLookup(pair => pair.tag, pair => pair.candidate);
    }

    private static IEnumerable<Candidate> Candidates(Scheme scheme, string tag, IEnumerable<(long Category, TagReason Reason)> learnt)
    {
        var reasons = FromWords(scheme, tag)
            .Concat(learnt.Select(pair => (Category: scheme.Find(pair.Category)!, pair.Reason)).Where(pair => pair.Category is not null))
            .Select(pair => (Category: scheme.InUse(pair.Category), pair.Reason))
            .Where(pair => pair.Category is not null)
            .GroupBy(pair => pair.Category!, pair => pair.Reason)
            .ToList();
        return reasons.Select(group => new Candidate(
            group.Key,
            [.. group],
            TagOdds.Evidence(group.Key, group, reasons.Count, reasons.Exists(other => other.Key.ParentId == group.Key.Id || other.Key.Id == group.Key.ParentId))));
    }

    // What curators made of tags, of a sample that stays the same; what each of them means is looked for without its own mapping, as it was before.
    private async Task<List<(double[] Evidence, bool IsMeant)>> ReadDecidedAsync(Scheme scheme, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select t.partner_id, t.tag, array(select m.category_id from partner_tag_category m where m.partner_id = t.partner_id and m.tag = t.tag)
              from partner_tag t where t.state in ('mapped', 'ignored') order by hashtextextended(t.tag, t.partner_id) limit @most
            """);
        command.Parameters.AddWithValue("most", LearnAtMost);
        var decided = await command.ReadAllAsync(row => (Tag: new TagName(row.GetInt64(0), row.GetString(1)), Meant: row.GetFieldValue<long[]>(2)), cancellationToken);
        var candidates = await CandidatesAsync(scheme, decided.ConvertAll(one => one.Tag), cancellationToken);
        return [.. from one in decided
                   let meant = WithThemes(scheme, one.Meant)
                   // Nothing is learned of a tag whose meaning has left the taxonomy; of an ignored one, that it means none of these.
                   where meant.Count > 0 || one.Meant.Length == 0
                   from candidate in candidates[one.Tag]
                   select (candidate.Evidence, meant.Contains(candidate.Category.Id))];
    }

    // A tag that means a sub-theme means its theme as well.
    private static HashSet<long> WithThemes(Scheme scheme, IEnumerable<long> categories) =>
        [.. categories.Select(scheme.Find).Select(category => category is null ? null : scheme.InUse(category)).OfType<Category>().SelectMany(category => new[] { category.Id, category.ParentId ?? category.Id })];

    private async Task<int> CountDecidedAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select count(*)::int from partner_tag where state in ('mapped', 'ignored')");
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

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
                select distinct on (a.partner_id, a.tag, m.category_id, is_own) a.partner_id, a.tag, m.category_id, t.tag as other,
                       t.partner_id = a.partner_id as is_own, similarity(plain(t.tag), a.plain) as likeness
                  from asked a
                  join partner_tag t on plain(t.tag) % a.plain and plain(t.tag) <> a.plain and t.state = 'mapped' and similarity(plain(t.tag), a.plain) >= @similar_from
                  join partner_tag_category m on m.partner_id = t.partner_id and m.tag = t.tag
                 order by a.partner_id, a.tag, m.category_id, is_own, likeness desc),
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
            select partner_id, tag, category_id, case when is_own then 'SimilarOwnTag' else 'SimilarTag' end, other, likeness, 1 from alike
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

    /// <param name="Reasons">In no order.</param>
    private sealed record Candidate(Category Category, IReadOnlyList<TagReason> Reasons, double[] Evidence);

    private sealed record Learned(long SchemeId, int Edition, int Decided, TagOdds Odds);
}
