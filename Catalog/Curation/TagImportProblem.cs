namespace SocialConnect.Catalog.Curation;

/// <summary>Why a table, or a line of it, cannot be used.</summary>
public enum TagImportProblem
{
    /// <summary>The file holds nothing.</summary>
    Empty,

    /// <summary>The header lacks the tag, the categories or the partner.</summary>
    NoColumns,

    /// <summary>More lines than <see cref="TagImport.MostLines"/>.</summary>
    TooLong,

    NoTag,

    NoCategory,

    UnknownPartner,

    /// <summary>Neither a category nor a notation with a successor in the scheme in force.</summary>
    UnknownCategory,
}
