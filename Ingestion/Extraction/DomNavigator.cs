using System.Xml;
using System.Xml.XPath;
using AngleSharp.Dom;

namespace SocialConnect.Ingestion.Extraction;

/// <summary>Lets .NET's XPath 1.0 walk an HTML document. Elements are in no namespace, as expressions for HTML expect.</summary>
internal sealed class DomNavigator(DomTree tree, int place, int attribute = -1) : XPathNavigator
{
    private static readonly NameTable Names = new();

    private int _place = place;

    // Which attribute of the element the navigator stands on; -1 for the element itself.
    private int _attribute = attribute;

    public override string BaseURI => "";

    public override bool IsEmptyElement => Attribute is null && Node is IElement { HasChildNodes: false };

    public override string LocalName => Attribute is { } attribute ? attribute.LocalName : Node is IElement element ? element.LocalName : "";

    public override string Name => Attribute is { } attribute ? attribute.Name : Node is IElement element ? element.LocalName : "";

    public override string NamespaceURI => Attribute?.NamespaceUri ?? "";

    public override string Prefix => Attribute?.Prefix ?? "";

    public override XmlNameTable NameTable => Names;

    public override object UnderlyingObject => (object?)Attribute ?? Node;

    public override XPathNodeType NodeType => Attribute is not null ? XPathNodeType.Attribute : Node.NodeType switch
    {
        AngleSharp.Dom.NodeType.Element => XPathNodeType.Element,
        AngleSharp.Dom.NodeType.Comment => XPathNodeType.Comment,
        AngleSharp.Dom.NodeType.ProcessingInstruction => XPathNodeType.ProcessingInstruction,
        AngleSharp.Dom.NodeType.Text or AngleSharp.Dom.NodeType.CharacterData => XPathNodeType.Text,
        _ => XPathNodeType.Root,
    };

    public override string Value => Attribute is { } attribute ? attribute.Value : Node is IDocument document ? document.DocumentElement.TextContent : Node.TextContent;

    private INode Node => tree[_place];

    private IAttr? Attribute => _attribute < 0 ? null : ((IElement)Node).Attributes[_attribute];

    public override XPathNavigator Clone() => new DomNavigator(tree, _place, _attribute);

    public override bool IsSamePosition(XPathNavigator other) =>
        other is DomNavigator there && there._place == _place && there._attribute == _attribute && ReferenceEquals(there.Tree, tree);

    // Places are numbered in document order, which spares the search for a common ancestor.
    public override XmlNodeOrder ComparePosition(XPathNavigator? nav)
    {
        if (nav is not DomNavigator there || !ReferenceEquals(there.Tree, tree))
        {
            return XmlNodeOrder.Unknown;
        }

        var order = _place != there._place ? _place.CompareTo(there._place) : _attribute.CompareTo(there._attribute);
        return order < 0 ? XmlNodeOrder.Before : order > 0 ? XmlNodeOrder.After : XmlNodeOrder.Same;
    }

    public override bool MoveTo(XPathNavigator other)
    {
        if (other is not DomNavigator there || !ReferenceEquals(there.Tree, tree))
        {
            return false;
        }

        _place = there._place;
        _attribute = there._attribute;
        return true;
    }

    public override bool MoveToFirstAttribute()
    {
        if (_attribute >= 0 || Node is not IElement { Attributes.Length: > 0 })
        {
            return false;
        }

        _attribute = 0;
        return true;
    }

    public override bool MoveToNextAttribute()
    {
        if (_attribute < 0 || _attribute + 1 >= ((IElement)Node).Attributes.Length)
        {
            return false;
        }

        _attribute++;
        return true;
    }

    public override bool MoveToFirstChild() => _attribute < 0 && MoveToPlace(tree.FirstChild(_place));

    public override bool MoveToNext() => _attribute < 0 && MoveToPlace(tree.Next(_place));

    public override bool MoveToPrevious() => _attribute < 0 && MoveToPlace(tree.Previous(_place));

    public override bool MoveToParent()
    {
        if (_attribute >= 0)
        {
            _attribute = -1;
            return true;
        }

        return MoveToPlace(tree.Parent(_place));
    }

    public override bool MoveToFirstNamespace(XPathNamespaceScope namespaceScope) => false;

    public override bool MoveToNextNamespace(XPathNamespaceScope namespaceScope) => false;

    public override bool MoveToId(string id) => false;

    private DomTree Tree => tree;

    private bool MoveToPlace(int place)
    {
        if (place < 0)
        {
            return false;
        }

        _place = place;
        return true;
    }
}
