using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Search;

/// <summary>Holds this process's columns and reads what has changed since.</summary>
internal sealed class CurrentColumns : IDisposable
{
    private const string AllSql =
        """
        select number, coalesce(initiative_id, 0), is_live, facet_values, latitude, longitude, coalesce(published_on, seen_on), head_length, text_length, title_key
          from search_document
        """;

    // What the last snapshot could not see and this one can. A transaction number from before a restore of the database lies in the future: not a change.
    internal const string ChangedSql =
        $"""
        {AllSql}
         where changed_in >= pg_snapshot_xmin(@seen::pg_snapshot)
           and changed_in < pg_snapshot_xmax(pg_current_snapshot())
           and not pg_visible_in_snapshot(changed_in, @seen::pg_snapshot)
        """;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _vectorLoad = new(1);
    private Task<SearchColumns>? _loading;
    private volatile SearchColumns _latest = SearchColumns.Empty;

    /// <summary>Reads the whole once, for all who ask meanwhile; later calls return at once.</summary>
    public async Task<SearchColumns> LoadAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        if (_latest.Seen is not null)
        {
            return _latest;
        }

        Task<SearchColumns> loading;
        lock (_gate)
        {
            if (_loading is not { IsFaulted: false })
            {
                _loading = ReadAllAsync(database);
            }

            loading = _loading;
        }

        await loading.WaitAsync(cancellationToken);
        return _latest;
    }

    /// <summary>Adds the statements that ask for the changes since; read them with <see cref="ReadChangesAsync"/>.</summary>
    public static void AddChanges(NpgsqlBatch batch, SearchColumns since)
    {
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select pg_current_snapshot()::text"));
        var documents = new NpgsqlBatchCommand(since.Seen is null ? AllSql : ChangedSql);
        if (since.Seen is not null)
        {
            documents.Parameters.AddWithValue("seen", since.Seen);
        }

        batch.BatchCommands.Add(documents);
        var values = new NpgsqlBatchCommand("select number, facet, value, parent from search_value where number >= @known");
        values.Parameters.AddWithValue("known", since.Values.Count);
        batch.BatchCommands.Add(values);
    }

    /// <summary>Reads the three results, and leaves the reader on the last of them.</summary>
    /// <returns>The columns as this snapshot sees them, whatever other requests read meanwhile.</returns>
    public async Task<SearchColumns> ReadChangesAsync(NpgsqlDataReader reader, SearchColumns since, CancellationToken cancellationToken)
    {
        await reader.ReadAsync(cancellationToken);
        var seen = reader.GetString(0);
        await reader.NextResultAsync(cancellationToken);
        var rows = new List<ColumnRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(ToRow(reader));
        }

        await reader.NextResultAsync(cancellationToken);
        var values = new List<(int, string, string, string?)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            values.Add((reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetStringOrNull(3)));
        }

        var columns = since.With(rows, values, seen);
        // Another request may have read as much or more at the same time; then its columns stay.
        return Publish(since, columns);
    }

    /// <summary>The columns with vectors under the model. The first question under a new model reads them all, and those that come meanwhile wait for it.</summary>
    public async Task<SearchColumns> WithVectorsAsync(NpgsqlConnection connection, SearchColumns columns, long model, CancellationToken cancellationToken)
    {
        if (columns.Vectors?.Model == model)
        {
            return Publish(columns, await columns.WithVectorsAsync(connection, model, cancellationToken));
        }

        await _vectorLoad.WaitAsync(cancellationToken);
        try
        {
            // Another request may have read them meanwhile: they serve this one's documents too, once what has changed since is read again.
            var withModel = _latest.Vectors is { } read && read.Model == model ? columns.With(read) : columns;
            var loaded = await withModel.WithVectorsAsync(connection, model, cancellationToken);
            for (var latest = _latest; latest.Vectors?.Model != model; latest = _latest)
            {
                var adopted = ReferenceEquals(latest, columns) ? loaded : latest.With(loaded.Vectors!);
                Interlocked.CompareExchange(ref _latest, adopted, latest);
            }

            return loaded;
        }
        finally
        {
            _vectorLoad.Release();
        }
    }

    private SearchColumns Publish(SearchColumns before, SearchColumns after)
    {
        Interlocked.CompareExchange(ref _latest, after, before);
        return after;
    }

    // One visitor who leaves must not take the others' load along.
    private async Task<SearchColumns> ReadAllAsync(NpgsqlDataSource database)
    {
        await using var batch = database.CreateBatch();
        AddChanges(batch, SearchColumns.Empty);
        await using var reader = await batch.ExecuteReaderAsync();
        return await ReadChangesAsync(reader, SearchColumns.Empty, CancellationToken.None);
    }

    public void Dispose() => _vectorLoad.Dispose();

    private static ColumnRow ToRow(NpgsqlDataReader row) => new(
        row.GetInt32(0),
        row.GetInt64(1),
        row.GetBoolean(2),
        row.GetFieldValue<int[]>(3),
        row.IsDBNull(4) || row.IsDBNull(5) ? null : new GeoPoint(row.GetDouble(4), row.GetDouble(5)),
        row.GetFieldValue<DateOnly>(6).DayNumber,
        row.GetFloat(7),
        row.GetFloat(8),
        row.GetString(9));
}
