namespace Stagedoor.Frameio.Resources.VersionStacks;

internal static class VersionStackOperations
{
    public static readonly Operation[] All = [ShowVersionStacks.List, ShowVersionStacks.Show, ShowVersionStacks.Children, CreateVersionStack.Operation, ChangeVersionStack.Move, ChangeVersionStack.Copy];
}
