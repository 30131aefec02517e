namespace SocialConnect.Catalog.Partners;

/// <summary>The page builds itself in a browser: how long to let it, and what to do there before it is read.</summary>
public sealed record RenderRecipe
{
    /// <summary>A CSS selector of what must be there before the page is read. Null: the page is read once it has loaded.</summary>
    public string? WaitFor { get; init; }

    /// <summary>A CSS selector of the button that brings more.</summary>
    public string? ClickMore { get; init; }

    /// <summary>How often it is clicked at most.</summary>
    public int Times { get; init; }

    /// <summary>How often the page is scrolled to its end.</summary>
    public int Scroll { get; init; }

    /// <summary>For all of this.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Pages of initiatives are rendered too, and not the list alone.</summary>
    public bool Details { get; init; }
}
