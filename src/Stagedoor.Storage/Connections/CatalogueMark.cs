namespace Stagedoor.Storage.Connections;

/// <summary>How far the changes of the catalogue were seen.</summary>
internal readonly record struct CatalogueMark(long Floor, long Seen);
