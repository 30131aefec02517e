using Npgsql;
using NpgsqlTypes;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Search;

/// <summary>The rows of search_document and search_text. Callers hold the index's turn.</summary>
internal static class SearchDocuments
{
    /// <summary>Gives every initiative a document, the one it has or that of a deleted initiative or a new one.</summary>
    /// <returns>By initiative: the document's number, and the digest and stems of the text that stands there.</returns>
    public static async Task<Dictionary<long, (int Number, string Digest, string[] Stems)>> PlaceAsync(
        NpgsqlConnection connection, long[] initiatives, CancellationToken cancellationToken)
    {
        await using (var command = new NpgsqlCommand(
            """
            with placeless as (
                select i.id, row_number() over (order by i.id) as rank
                  from initiative i
                 where i.id = any (@ids) and not exists (select from search_document d where d.initiative_id = i.id)),
            free as (
                select number, row_number() over (order by number) as rank
                  from (select number from search_document where initiative_id is null order by number limit (select count(*) from placeless)) as f),
            reused as (
                update search_document d set initiative_id = p.id
                  from free f join placeless p using (rank)
                 where d.number = f.number)
            insert into search_document (number, initiative_id, is_live, facet_values, seen_on, title_key, head_length, text_length, stems)
            select (select coalesce(max(number), -1) from search_document) + rank - (select count(*) from free), id, false, '{}', current_date, '', 0, 0, ''
              from placeless
             where rank > (select count(*) from free)
            """,
            connection))
        {
            command.Parameters.AddWithValue("ids", initiatives);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var read = new NpgsqlCommand("select initiative_id, number, digest, stems from search_document where initiative_id = any (@ids)", connection);
        read.Parameters.AddWithValue("ids", initiatives);
        var places = await read.ReadAllAsync(
            row => (Id: row.GetInt64(0), Number: row.GetInt32(1), Digest: row.GetString(2), Stems: row.GetString(3).Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            cancellationToken);
        return places.ToDictionary(place => place.Id, place => (place.Number, place.Digest, place.Stems));
    }

    public static async Task SaveAsync(NpgsqlConnection connection, IReadOnlyList<SearchDocument> documents, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            update search_document d
               set is_live = s.is_live, facet_values = string_to_array(s.facet_values, ',')::int[], latitude = s.latitude, longitude = s.longitude,
                   published_on = s.published_on, seen_on = s.seen_on, title_key = s.title_key, head_length = s.head_length,
                   text_length = s.text_length, digest = s.digest, stems = s.stems
              from unnest(@numbers, @live, @values, @latitudes, @longitudes, @published, @seen, @titles, @heads, @texts, @digests, @stems)
                   as s (number, is_live, facet_values, latitude, longitude, published_on, seen_on, title_key, head_length, text_length, digest, stems)
             where d.number = s.number
            """,
            connection);
        Add(command, "numbers", NpgsqlDbType.Integer, documents.Select(document => document.Number));
        Add(command, "live", NpgsqlDbType.Boolean, documents.Select(document => document.IsLive));
        Add(command, "values", NpgsqlDbType.Text, documents.Select(document => string.Join(',', document.FacetValues)));
        Add(command, "latitudes", NpgsqlDbType.Double, documents.Select(document => document.Position?.Latitude));
        Add(command, "longitudes", NpgsqlDbType.Double, documents.Select(document => document.Position?.Longitude));
        Add(command, "published", NpgsqlDbType.Date, documents.Select(document => document.PublishedOn));
        Add(command, "seen", NpgsqlDbType.Date, documents.Select(document => document.SeenOn));
        Add(command, "titles", NpgsqlDbType.Text, documents.Select(document => document.Text?.TitleKey ?? ""));
        Add(command, "heads", NpgsqlDbType.Real, documents.Select(document => document.Text?.HeadLength ?? 0));
        Add(command, "texts", NpgsqlDbType.Real, documents.Select(document => document.Text?.TextLength ?? 0));
        Add(command, "digests", NpgsqlDbType.Text, documents.Select(document => document.Digest));
        Add(command, "stems", NpgsqlDbType.Text, documents.Select(document => document.Text?.Stems ?? ""));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <param name="documents">Those whose text has changed.</param>
    public static async Task SaveWordsAsync(NpgsqlConnection connection, IReadOnlyList<SearchDocument> documents, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "insert into search_text (number, words) select * from unnest(@numbers, @words) on conflict (number) do update set words = excluded.words", connection);
        Add(command, "numbers", NpgsqlDbType.Integer, documents.Select(document => document.Number));
        Add(command, "words", NpgsqlDbType.Text, documents.Select(document => document.Text?.Words ?? ""));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void Add<T>(NpgsqlCommand command, string name, NpgsqlDbType type, IEnumerable<T> column) =>
        command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | type) { Value = column.ToArray() });
}
