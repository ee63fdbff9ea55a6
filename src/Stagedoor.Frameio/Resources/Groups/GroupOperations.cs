namespace Stagedoor.Frameio.Resources.Groups;

internal static class GroupOperations
{
    public static readonly Operation[] All = [ListGroups.Operation, CreateGroup.Operation, ShowGroup.Operation, UpdateGroup.Operation];
}
