using Npgsql;
using SocialConnect.Catalog.Curation;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Taxonomy.Editing;

/// <summary>Writes an edit that has been checked, within the connection's transaction.</summary>
internal sealed class EditWriter(NpgsqlConnection connection, Scheme scheme, string curator, CancellationToken cancellationToken)
{
    /// <summary>What a split did to partners' tags.</summary>
    public Guid? TagBatch { get; private set; }

    /// <returns>Every category that the edit wrote.</returns>
    public async Task<IReadOnlyList<long>> WriteAsync(TaxonomyEdit edit)
    {
        switch (edit)
        {
            case TaxonomyEdit.Add add:
                return [await AddAsync(add.Facet, add.ParentId, add.Notation, add.Words)];
            case TaxonomyEdit.Reword reword:
                await RewordAsync(scheme.Find(reword.CategoryId)!, reword.Words);
                return [reword.CategoryId];
            case TaxonomyEdit.Move move:
                await MoveAsync(move);
                return [move.CategoryId];
            case TaxonomyEdit.Merge merge:
                return await MergeAsync(scheme.Find(merge.CategoryId)!, scheme.Find(merge.IntoId)!);
            case TaxonomyEdit.Split split:
                return await SplitAsync(scheme.Find(split.CategoryId)!, split);
            case TaxonomyEdit.Deprecate deprecate:
                await DeprecateAsync(deprecate.CategoryId, deprecate.ReplacementId);
                return [deprecate.CategoryId];
            default:
                throw new ArgumentOutOfRangeException(nameof(edit));
        }
    }

    private async Task<long> AddAsync(string facet, long? parent, string notation, CategoryWords words)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into category (scheme_id, facet, level, notation, parent_id, position)
            values (@scheme, @facet, @level, @notation, @parent,
                    (select coalesce(max(position), 0) + 1 from category where scheme_id = @scheme and facet = @facet))
            returning id
            """,
            connection);
        command.Parameters.AddWithValue("scheme", scheme.Id);
        command.Parameters.AddWithValue("facet", facet);
        command.Parameters.AddWithValue("level", parent is null ? 1 : 2);
        command.Parameters.AddWithValue("notation", notation);
        command.Parameters.AddNullable("parent", parent);
        var id = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        await WriteWordsAsync(id, words);
        return id;
    }

    // A label given up stays findable: tags and people go on using it.
    private async Task RewordAsync(Category category, CategoryWords words)
    {
        var keepsOld = LabelKey.Of(category.Label) == LabelKey.Of(words.Label) || words.Synonyms.Any(word => LabelKey.Of(word) == LabelKey.Of(category.Label));
        await WriteWordsAsync(category.Id, keepsOld ? words : words with { Synonyms = [.. words.Synonyms, category.Label] });
    }

    private async Task MoveAsync(TaxonomyEdit.Move move)
    {
        await using var command = new NpgsqlCommand(
            """
            with place as (
                select coalesce((select position from category where id = @before), (select max(position) + 1 from category where scheme_id = @scheme)) as position),
            shifted as (
                update category c set position = c.position + 1 from place
                 where c.scheme_id = @scheme and c.id <> @id and @before::bigint is not null and c.position >= place.position)
            update category c set parent_id = @parent, level = @level, position = place.position from place where c.id = @id
            """,
            connection);
        command.Parameters.AddWithValue("id", move.CategoryId);
        command.Parameters.AddWithValue("scheme", scheme.Id);
        command.Parameters.AddNullable("parent", move.ParentId);
        command.Parameters.AddWithValue("level", move.ParentId is null ? 1 : 2);
        command.Parameters.AddNullable("before", move.BeforeId);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<long>> MergeAsync(Category category, Category into)
    {
        var children = scheme.Categories.Where(child => child.ParentId == category.Id).Select(child => child.Id).ToList();
        await using var adopt = new NpgsqlCommand("update category set parent_id = @into where parent_id = @id", connection);
        adopt.Parameters.AddWithValue("into", into.Id);
        adopt.Parameters.AddWithValue("id", category.Id);
        await adopt.ExecuteNonQueryAsync(cancellationToken);
        await DeprecateAsync(category.Id, into.Id);
        var known = into.SynonymsIn("fr").Append(into.Label).Select(LabelKey.Of).ToHashSet();
        var words = CategoryWords.Of(into);
        await WriteWordsAsync(into.Id, words with
        {
            Synonyms = [.. words.Synonyms, .. category.SynonymsIn("fr").Prepend(category.Label).Where(word => known.Add(LabelKey.Of(word)))],
            Expressions = [.. words.Expressions.Union(category.ExpressionsIn("fr"))],
        });
        return [category.Id, into.Id, .. children];
    }

    private async Task<IReadOnlyList<long>> SplitAsync(Category category, TaxonomyEdit.Split split)
    {
        // What no part claims goes to the heir, so that no word is lost.
        var claimed = split.Parts.SelectMany(part => part.Synonyms.Append(part.Label)).Select(LabelKey.Of).ToHashSet();
        var rest = category.SynonymsIn("fr").Prepend(category.Label).Where(word => !claimed.Contains(LabelKey.Of(word))).ToList();
        var parts = new List<long>();
        foreach (var (part, place) in split.Parts.Select((part, place) => (part, place)))
        {
            var isHeir = place == split.HeirPlace;
            parts.Add(await AddAsync(category.Facet, category.ParentId, part.Notation, new CategoryWords(
                part.Label, part.EnglishLabel, null, null, isHeir ? [.. part.Synonyms, .. rest] : part.Synonyms, isHeir ? category.ExpressionsIn("fr") : [])));
        }

        await DeprecateAsync(category.Id, parts[split.HeirPlace]);
        await RemapAsync(category, split, parts);
        return [category.Id, .. parts];
    }

    // Tags that a curator mapped to the whole go to the part whose word they are.
    private async Task RemapAsync(Category category, TaxonomyEdit.Split split, List<long> parts)
    {
        await using var find = new NpgsqlCommand(
            """
            select m.partner_id, m.tag, array(select o.category_id from partner_tag_category o where o.partner_id = m.partner_id and o.tag = m.tag)
              from partner_tag_category m
              join partner_tag p on p.partner_id = m.partner_id and p.tag = m.tag and p.state = 'mapped'
             where m.category_id = @id
            """,
            connection);
        find.Parameters.AddWithValue("id", category.Id);
        var tags = await find.ReadAllAsync(row => (Name: new TagName(row.GetInt64(0), row.GetString(1)), Categories: row.GetFieldValue<long[]>(2)), cancellationToken);
        var partOf = split.Parts
            .SelectMany((part, place) => part.Synonyms.Append(part.Label).Select(word => (Key: LabelKey.Of(word), Part: parts[place])))
            .DistinctBy(pair => pair.Key)
            .ToDictionary(pair => pair.Key, pair => pair.Part);
        var decisions = (from tag in tags
                         let key = LabelKey.Of(tag.Name.Tag)
                         where partOf.ContainsKey(key)
                         select TagDecision.Map(tag.Name, [.. tag.Categories.Where(other => other != category.Id).Append(partOf[key])])).ToList();
        if (decisions.Count > 0)
        {
            TagBatch = await PartnerTagStore.DecideAsync(connection, decisions, curator, cancellationToken);
        }
    }

    private async Task DeprecateAsync(long id, long? replacement)
    {
        await using var command = new NpgsqlCommand("update category set deprecated_at = now(), replaced_by = @replacement where id = @id", connection);
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddNullable("replacement", replacement);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task WriteWordsAsync(long id, CategoryWords words)
    {
        var rows = words.Rows().ToList();
        // Words in other languages than French and English labels are not shown in the editor, and stay.
        await using var clear = new NpgsqlCommand(
            "delete from category_label where category_id = @id and (language = 'fr' or (language = 'en' and kind in ('preferred', 'definition')))", connection);
        clear.Parameters.AddWithValue("id", id);
        await clear.ExecuteNonQueryAsync(cancellationToken);
        await using var insert = new NpgsqlCommand(
            """
            insert into category_label (category_id, language, kind, text, position)
            select @id, language, kind, text, place from unnest(@languages, @kinds, @texts) with ordinality as w(language, kind, text, place)
            """,
            connection);
        insert.Parameters.AddWithValue("id", id);
        insert.Parameters.AddWithValue("languages", rows.Select(row => row.Language).ToArray());
        insert.Parameters.AddWithValue("kinds", rows.Select(row => row.Kind).ToArray());
        insert.Parameters.AddWithValue("texts", rows.Select(row => row.Text).ToArray());
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }
}
