using Npgsql;
using NpgsqlTypes;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Catalog.Curation.Suggestions;

/// <summary>Classifiers with their history. One is in force; the last few can be put back.</summary>
public sealed class ClassifierStore(NpgsqlDataSource database)
{
    // Parameters take megabytes.
    private const int Kept = 6;

    private const string Columns =
        "id, name, scheme_id, scheme_edition, confirmed, texts, embedding_model_id, metrics::text, trained_at, is_active, promoted_at, promoted_by";

    /// <returns>Null before the first training.</returns>
    public async Task<KnownClassifier?> FindActiveAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select {Columns} from classifier where is_active");
        return await command.ReadFirstAsync(ToClassifier, cancellationToken);
    }

    /// <summary>The newest first, whether or not they ever came into force.</summary>
    public async Task<List<KnownClassifier>> ListAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select {Columns} from classifier where scheme_id is not null order by id desc");
        return await command.ReadAllAsync(ToClassifier, cancellationToken);
    }

    /// <exception cref="InvalidOperationException">It has been removed meanwhile.</exception>
    public async Task<byte[]> ReadParametersAsync(long id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select parameters from classifier where id = @id");
        command.Parameters.AddWithValue("id", id);
        return (byte[]?)await command.ExecuteScalarAsync(cancellationToken) ?? throw new InvalidOperationException($"Classifier {id} has been removed.");
    }

    /// <summary>Stores a classifier; when promoted, it is in force at once and every initiative lacks its suggestions.</summary>
    /// <param name="classifier">Its name is completed by a number, its other identity is given by the database.</param>
    /// <returns>Its id.</returns>
    public async Task<long> AddAsync(KnownClassifier classifier, byte[] parameters, bool promote, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var add = new NpgsqlCommand(
            """
            insert into classifier (name, parameters, metrics, scheme_id, scheme_edition, confirmed, texts, embedding_model_id)
            values (@name || '-' || (select coalesce(max(id), 0) + 1 from classifier), @parameters, @metrics, @scheme, @edition, @confirmed, @texts, @model)
            returning id
            """,
            connection);
        add.Parameters.AddWithValue("name", classifier.Name);
        add.Parameters.AddWithValue("parameters", parameters);
        add.Parameters.AddWithValue("metrics", NpgsqlDbType.Jsonb, classifier.Metrics);
        add.Parameters.AddWithValue("scheme", classifier.SchemeId);
        add.Parameters.AddWithValue("edition", classifier.SchemeEdition);
        add.Parameters.AddWithValue("confirmed", classifier.Confirmed);
        add.Parameters.AddWithValue("texts", classifier.Texts);
        add.Parameters.Add(new NpgsqlParameter("model", NpgsqlDbType.Bigint) { Value = (object?)classifier.EmbeddingModelId ?? DBNull.Value });
        var id = (long)(await add.ExecuteScalarAsync(cancellationToken))!;
        if (promote)
        {
            await ActivateAsync(connection, id, null, cancellationToken);
        }

        await using var remove = new NpgsqlCommand(
            "delete from classifier where not is_active and id not in (select id from classifier order by coalesce(promoted_at, trained_at) desc limit @kept)", connection);
        remove.Parameters.AddWithValue("kept", Kept);
        await remove.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return id;
    }

    /// <summary>Puts a classifier in force by hand, be it an earlier one or one that did not win.</summary>
    /// <returns>False when there is no such classifier any more.</returns>
    public async Task<bool> ActivateAsync(long id, string admin, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var found = await ActivateAsync(connection, id, admin, cancellationToken);
        if (found)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return found;
    }

    private static async Task<bool> ActivateAsync(NpgsqlConnection connection, long id, string? admin, CancellationToken cancellationToken)
    {
        await using var retire = new NpgsqlCommand("update classifier set is_active = false where is_active", connection);
        await retire.ExecuteNonQueryAsync(cancellationToken);
        await using var promote = new NpgsqlCommand("update classifier set is_active = true, promoted_at = now(), promoted_by = @admin where id = @id", connection);
        promote.Parameters.AddWithValue("id", id);
        promote.Parameters.Add(new NpgsqlParameter("admin", NpgsqlDbType.Text) { Value = (object?)admin ?? DBNull.Value });
        if (await promote.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            return false;
        }

        await StepLedger.WakeAsync(connection, cancellationToken);
        return true;
    }

    private static KnownClassifier ToClassifier(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetInt32(3), row.GetInt32(4), row.GetInt32(5), row.GetValueOrNull<long>(6), row.GetString(7),
        row.GetFieldValue<DateTimeOffset>(8), row.GetBoolean(9), row.GetValueOrNull<DateTimeOffset>(10), row.GetStringOrNull(11));
}
