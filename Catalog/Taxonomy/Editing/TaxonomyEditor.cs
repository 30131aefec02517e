using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using SocialConnect.Catalog.Curation;
using SocialConnect.Catalog.Curation.Suggestions;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Catalog.Taxonomy.Editing;

/// <summary>Edits the scheme in force: says what an edit would do, does it, and takes it back.</summary>
public sealed class TaxonomyEditor(NpgsqlDataSource database, TaxonomyStore taxonomy)
{
    // Above this many, the worker works the initiatives' categories out, and the effect is given as an upper bound.
    private const int AtOnce = 2_000;

    /// <summary>What the edit would do: it is made and taken back within one transaction.</summary>
    public Task<EditOutcome> PreviewAsync(TaxonomyEdit edit, string curator, CancellationToken cancellationToken) => RunAsync(edit, curator, isPreview: true, cancellationToken);

    public Task<EditOutcome> ApplyAsync(TaxonomyEdit edit, string curator, CancellationToken cancellationToken) => RunAsync(edit, curator, isPreview: false, cancellationToken);

    /// <summary>Puts back what an edit changed, unless its categories have been edited again since.</summary>
    public async Task<EditOutcome> UndoAsync(long change, string curator, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var scheme = await OpenAsync(connection, cancellationToken);
        await using var find = new NpgsqlCommand(
            "select before::text, after::text, tag_batch from taxonomy_change where id = @id and scheme_id = @scheme and undone_at is null for update", connection);
        find.Parameters.AddWithValue("id", change);
        find.Parameters.AddWithValue("scheme", scheme.Id);
        var found = await find.ReadAllAsync(row => (Before: row.GetString(0), After: row.GetString(1), Batch: row.GetValueOrNull<Guid>(2)), cancellationToken);
        if (found.Count == 0 || !await CategorySnapshots.StandsAsync(connection, found[0].After, cancellationToken))
        {
            return EditOutcome.Refused(TaxonomyProblem.ChangedSince);
        }

        var categories = Ids(found[0].Before).Union(Ids(found[0].After)).ToList();
        var counts = await CountAsync(connection, cancellationToken);
        var touched = await FiledUnderAsync(connection, categories, cancellationToken);
        if (found[0].Batch is { } batch)
        {
            await PartnerTagStore.UndoAsync(connection, batch, curator, cancellationToken);
        }

        await CategorySnapshots.RestoreAsync(connection, found[0].Before, found[0].After, cancellationToken);
        await using var mark = new NpgsqlCommand("update taxonomy_change set undone_at = now(), undone_by = @curator where id = @id", connection);
        mark.Parameters.AddWithValue("id", change);
        mark.Parameters.AddWithValue("curator", curator);
        await mark.ExecuteNonQueryAsync(cancellationToken);
        var effect = await FollowAsync(connection, scheme, categories, touched, counts, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        taxonomy.Forget();
        return new EditOutcome(change, effect);
    }

    /// <summary>The latest edits of the scheme in force, newest first.</summary>
    public async Task<IReadOnlyList<TaxonomyChange>> HistoryAsync(int count, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select c.id, c.kind, array(select jsonb_array_elements_text(c.summary)), c.changed_by, c.changed_at, c.undone_by
              from taxonomy_change c join scheme s on s.id = c.scheme_id and s.is_active
             order by c.id desc limit @count
            """);
        command.Parameters.AddWithValue("count", count);
        return await command.ReadAllAsync(
            row => new TaxonomyChange(
                row.GetInt64(0), row.GetString(1), row.GetFieldValue<string[]>(2), row.GetString(3), row.GetFieldValue<DateTimeOffset>(4), row.GetStringOrNull(5)),
            cancellationToken);
    }

    /// <summary>Published initiatives per category in force.</summary>
    public async Task<IReadOnlyDictionary<long, int>> CountInitiativesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await CountAsync(connection, cancellationToken);
    }

    private async Task<EditOutcome> RunAsync(TaxonomyEdit edit, string curator, bool isPreview, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var scheme = await OpenAsync(connection, cancellationToken);
        if (EditRules.Check(scheme, edit) is { } refused)
        {
            return refused;
        }

        var counts = await CountAsync(connection, cancellationToken);
        var known = scheme.Categories.Select(category => category.Id).ToList();
        var before = await CategorySnapshots.TakeAsync(connection, known, cancellationToken);
        var writer = new EditWriter(connection, scheme, curator, cancellationToken);
        var written = await writer.WriteAsync(edit);
        var touched = await FiledUnderAsync(connection, written, cancellationToken);
        var effect = await FollowAsync(connection, scheme, written, touched, counts, cancellationToken);
        if (isPreview)
        {
            return new EditOutcome(null, effect);
        }

        var after = await CategorySnapshots.TakeAsync(connection, written, cancellationToken);
        var labels = written.Select(scheme.Find).OfType<Category>().Select(category => category.Label).Concat(NewLabels(edit)).Distinct().ToList();
        var change = await LogAsync(connection, scheme.Id, edit, labels, Only(before, written), after, writer.TagBatch, curator, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        taxonomy.Forget();
        return new EditOutcome(change, effect);
    }

    // Edits take turns, and see the scheme as the one before left it.
    private static async Task<Scheme> OpenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select id from scheme where is_active order by id desc limit 1 for update", connection);
        return await command.ExecuteScalarAsync(cancellationToken) is long id
            ? await TaxonomyStore.ReadAsync(connection, id, cancellationToken)
            : throw new NoActiveSchemeException();
    }

    // Everything that follows from the words and the tree: automatic mappings, then the categories in force.
    private static async Task<EditEffect> FollowAsync(
        NpgsqlConnection connection, Scheme scheme, IReadOnlyList<long> written, List<long> touched, Dictionary<long, int> before, CancellationToken cancellationToken)
    {
        await using (var edition = new NpgsqlCommand("update scheme set edition = edition + 1 where id = @id", connection))
        {
            edition.Parameters.AddWithValue("id", scheme.Id);
            await edition.ExecuteNonQueryAsync(cancellationToken);
        }

        var now = await TaxonomyStore.ReadAsync(connection, scheme.Id, cancellationToken);
        var (tags, bearers) = await AutomaticTags.FollowAsync(connection, now, cancellationToken);
        var all = touched.Union(bearers).Union(await FiledUnderAsync(connection, written, cancellationToken)).Order().ToList();
        await StepLedger.ForgetAsync(connection, SuggestionStore.StepName, all, cancellationToken);
        if (all.Count > AtOnce)
        {
            await StepLedger.ForgetAsync(connection, MapTagsStep.StepName, all, cancellationToken);
            return new EditEffect(tags, all.Count, false, []);
        }

        var changed = await CategoriesInForce.RefreshAsync(connection, all, cancellationToken);
        var after = await CountAsync(connection, cancellationToken);
        var counts = before.Keys.Union(after.Keys)
            .Select(id => new CategoryCount(id, (now.Find(id) ?? scheme.Find(id))?.Label ?? "", before.GetValueOrDefault(id), after.GetValueOrDefault(id)))
            .Where(count => count.Before != count.After)
            .OrderByDescending(count => Math.Abs(count.After - count.Before))
            .ToList();
        return new EditEffect(tags, changed.Count, true, counts);
    }

    // By decision, suggestion, mapped tag or in force, whichever scheme said so.
    private static async Task<List<long>> FiledUnderAsync(NpgsqlConnection connection, IReadOnlyList<long> categories, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with concerned as (select category_id as id from category_in_use where in_use_id = any (@ids) union select unnest(@ids))
            select initiative_id from initiative_category where category_id in (select id from concerned)
            union select initiative_id from decision where undone_at is null and category_id in (select id from concerned)
            union select initiative_id from suggestion where category_id in (select id from concerned)
            union select i.id
              from partner_tag_category m
              join initiative_tag t on t.tag = m.tag
              join initiative i on i.id = t.initiative_id and i.partner_id = m.partner_id
             where m.category_id in (select id from concerned)
            """,
            connection);
        command.Parameters.AddWithValue("ids", categories.ToArray());
        return await command.ReadAllAsync(row => row.GetInt64(0), cancellationToken);
    }

    private static async Task<Dictionary<long, int>> CountAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select f.category_id, count(*)::int
              from initiative_category f join initiative i on i.id = f.initiative_id and i.status = 'published'
             group by f.category_id
            """,
            connection);
        var rows = await command.ReadAllAsync(row => (Id: row.GetInt64(0), Count: row.GetInt32(1)), cancellationToken);
        return rows.ToDictionary(row => row.Id, row => row.Count);
    }

    private static async Task<long> LogAsync(
        NpgsqlConnection connection, long scheme, TaxonomyEdit edit, List<string> labels, string before, string after, Guid? batch, string curator, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into taxonomy_change (scheme_id, kind, summary, before, after, tag_batch, changed_by)
            values (@scheme, @kind, @summary, @before, @after, @batch, @curator) returning id
            """,
            connection);
        command.Parameters.AddWithValue("scheme", scheme);
        command.Parameters.AddWithValue("kind", edit switch
        {
            TaxonomyEdit.Add => "add",
            TaxonomyEdit.Reword => "words",
            TaxonomyEdit.Move => "move",
            TaxonomyEdit.Merge => "merge",
            TaxonomyEdit.Split => "split",
            _ => "deprecate",
        });
        command.Parameters.Add(new NpgsqlParameter("summary", NpgsqlDbType.Jsonb) { Value = JsonSerializer.Serialize(labels) });
        command.Parameters.Add(new NpgsqlParameter("before", NpgsqlDbType.Jsonb) { Value = before });
        command.Parameters.Add(new NpgsqlParameter("after", NpgsqlDbType.Jsonb) { Value = after });
        command.Parameters.AddNullable("batch", batch);
        command.Parameters.AddWithValue("curator", curator);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static IEnumerable<string> NewLabels(TaxonomyEdit edit) => edit switch
    {
        TaxonomyEdit.Add add => [add.Words.Label],
        TaxonomyEdit.Reword reword => [reword.Words.Label],
        TaxonomyEdit.Split split => split.Parts.Select(part => part.Label),
        _ => [],
    };

    private static List<long> Ids(string snapshot)
    {
        using var document = JsonDocument.Parse(snapshot);
        return [.. document.RootElement.EnumerateArray().Select(category => category.GetProperty("id").GetInt64())];
    }

    private static string Only(string snapshot, IReadOnlyList<long> categories)
    {
        using var document = JsonDocument.Parse(snapshot);
        return JsonSerializer.Serialize(document.RootElement.EnumerateArray().Where(category => categories.Contains(category.GetProperty("id").GetInt64())));
    }
}
