namespace SocialConnect.Catalog.Fields;

/// <summary>Who may see a field, from everybody to nearly nobody.</summary>
public enum OpenLevel
{
    /// <summary>Everybody, and programs: pages and exports.</summary>
    OpenData,

    /// <summary>Everybody, on pages.</summary>
    Commons,

    /// <summary>Who has signed in.</summary>
    Collective,

    /// <summary>Administrators.</summary>
    Private,
}
