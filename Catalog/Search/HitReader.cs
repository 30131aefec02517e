using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Search;

/// <summary>Reads what cards show of the initiatives on one page, together with the labels of everything shown.</summary>
internal sealed class HitReader(SearchColumns columns, SearchRequest request, FoundDocuments found)
{
    internal const string HitsSql =
        """
        select i.id, i.title, i.summary, left(i.body, 8000), i.organisation, p.slug, p.name, case when i.page_url like 'upload:%' then p.home_url else i.page_url end, i.image_url, t.name, i.territory_code, i.is_national, i.published_on,
               case when t.level = 'commune' then around.name end, initiative_seen_at(i), i.changed_at
          from initiative i
          join partner p on p.id = i.partner_id
          left join territory t on t.code = i.territory_code
          left join territory around on around.code = t.parent_code
         where i.id = any (@ids)
        """;

    public async Task<(IReadOnlyList<SearchHit> Hits, FacetLabels Labels)> ReadAsync(
        NpgsqlConnection connection, IReadOnlyList<Candidate> page, IEnumerable<int> shownValues, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        var categories = page.SelectMany(candidate => CategoriesOf(candidate.Document));
        var asked = FacetLabels.Ask(batch, columns.Values, shownValues.Concat(categories));
        var hitsCommand = new NpgsqlBatchCommand(HitsSql);
        hitsCommand.Parameters.AddWithValue("ids", page.Select(candidate => IdOf(candidate.Document)).ToArray());
        batch.BatchCommands.Add(hitsCommand);

        await batch.PrepareAsync(cancellationToken);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var labels = await FacetLabels.ReadAsync(reader, asked, cancellationToken);
        var places = page.ToDictionary(candidate => IdOf(candidate.Document));
        var hits = new Dictionary<long, SearchHit>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = reader.GetInt64(0);
            hits[id] = ToHit(reader, places[id], labels);
        }

        return ([.. page.Select(candidate => hits.GetValueOrDefault(IdOf(candidate.Document))).OfType<SearchHit>()], labels);
    }

    private SearchHit ToHit(NpgsqlDataReader row, Candidate candidate, FacetLabels labels)
    {
        var (block, local) = (columns.BlockOf(candidate.Document), SearchColumns.LocalOf(candidate.Document));
        return new SearchHit
        {
            Id = row.GetInt64(0),
            Title = ExcerptMaker.Mark(row.GetString(1), found.StemWeights),
            Snippet = ExcerptMaker.Cut(row.GetString(2), row.GetString(3), found.StemWeights),
            Organisation = row.GetStringOrNull(4),
            PartnerSlug = row.GetString(5),
            PartnerName = row.GetString(6),
            PageUrl = new Uri(row.GetString(7)),
            ImageUrl = row.GetStringOrNull(8) is { } image && Uri.TryCreate(image, UriKind.Absolute, out var address) ? address : null,
            Place = row.GetStringOrNull(9),
            TerritoryCode = row.GetStringOrNull(10),
            IsNational = row.GetBoolean(11),
            PublishedOn = row.GetValueOrNull<DateOnly>(12),
            Departement = row.GetStringOrNull(13),
            SeenAt = row.GetFieldValue<DateTimeOffset>(14),
            ChangedAt = row.GetFieldValue<DateTimeOffset>(15),
            Position = block.Positions[local],
            DistanceKm = ResultOrder.Distance(request, block, local),
            Categories = [.. CategoriesOf(candidate.Document).Select(value =>
                new HitCategory(SearchFacet.All[columns.Values.Facets[value]], columns.Values.ValueOf(value), labels.LabelOf(columns.Values, value)))],
            Score = found.ScoreOf(candidate.Document),
            Reason = found.ReasonOf(candidate.Document),
        };
    }

    private IEnumerable<int> CategoriesOf(int document) =>
        columns.BlockOf(document).Values[SearchColumns.LocalOf(document)]
            .Where(value => columns.Values.Facets[value] >= 0
                && SearchFacet.All[columns.Values.Facets[value]].TaxonomyKey is not null
                && columns.Values.ValueOf(value) != SearchFacet.NotStated)
            .OrderBy(value => columns.Values.Facets[value])
            .ThenBy(value => columns.Values.Parents[value] >= 0);

    private long IdOf(int document) => columns.BlockOf(document).InitiativeIds[SearchColumns.LocalOf(document)];
}
